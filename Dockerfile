# The bot as an image:   docker build -t k8s-study-bot:0.1.0 .
# How to run it: docs/operators.md

FROM node:26.13.0-trixie-slim AS build
WORKDIR /app
# Before the code, which changes more often: this layer is then made only when dependencies change.
COPY package.json package-lock.json ./
# No dependency needs a script of its own to be installed, so none gets to run one.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY adapters adapters
COPY src src
COPY notes notes
# Then what only compilers and debuggers read goes, and a database driver for another C library: together a third. At last any
# question makes the index of the notes, which each first start would otherwise make.
RUN npm run build \
    && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
    && find dist node_modules -type f \
        \( -name '*.map' -o -name '*.ts' -o -name '*.mts' -o -name '*.cts' -o -name .tsbuildinfo \) -delete \
    && rm -rf node_modules/@libsql/*-musl \
    && XDG_CACHE_HOME=dist node dist/src/main.js ask pvc \
    && chmod -R a+rX dist

FROM node:26.13.0-trixie-slim
# The version is that of package.json; REVISION is what `git rev-parse HEAD` says.
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="k8s-study-bot" \
      org.opencontainers.image.description="A chat bot for Kubernetes study groups: looks up notes, answers in Korean and English" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
# HOST stays 127.0.0.1 here: without a token the chat page is served, and only whoever runs the container can know
# who reaches its port. Set HOST=0.0.0.0 where that is decided (compose.yaml, deploy/).
ENV NODE_ENV=production \
    PORT=8080 \
    DATABASE_URL=file:/data/bot.db \
    XDG_CACHE_HOME=/data/cache
WORKDIR /app
# The one folder that is written to, so that the rest may be read-only.
RUN install -d -o 1000 -g 1000 -m 0700 /data
COPY LICENSE package.json ./
COPY adapters/web/page adapters/web/page
COPY src/kubernetes src/kubernetes
COPY src/locales src/locales
COPY notes notes
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
# By number: Kubernetes can then see that it is not root (runAsNonRoot). It is the user "node" of the base image.
USER 1000:1000
VOLUME /data
EXPOSE 8080
# The image has no curl, but it has node.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/livez').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Without a shell between, so that SIGTERM reaches the bot, which then ends what is under way.
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["start"]
