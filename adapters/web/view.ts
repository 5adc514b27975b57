import { scaleBand, scaleLinear } from 'd3-scale';
import { html, raw } from 'hono/html';
import { encodeAction } from '../../src/chat/action.ts';
import { shorten } from '../../src/chat/answer.ts';
import type { Say } from '../../src/chat/locale.ts';
import type { Button, Chart, Form, Reply } from '../../src/chat/reply.ts';
import type { Locale } from '../../src/notes/locale.ts';
import { renderMarkdown } from './render.ts';

type Html = ReturnType<typeof html>;

/** What a person said in the channel. */
export const saidView = (text: string, say: Say): Html => html`<li class="message mine">
  <h2 class="who">${say('page-you')}</h2>
  <p class="said">${text}</p>
</li>`;

/**
 * What the bot replied.
 *
 * @param id of the element, if it may be put in the place of one
 */
export const replyView = (
  reply: Reply,
  say: Say,
  id?: string,
): Html => html`<li class="message" ${id === undefined ? '' : html`id="${id}" `}lang="${reply.locale}">
  <h2 class="who">${say('page-bot')}${reply.audience === 'person' ? html` <small>${say('page-only-you')}</small>` : ''}</h2>
  ${reply.title === undefined ? '' : html`<h3 class="title">${reply.title}</h3>`}
  <div class="body">${renderMarkdown(reply.body).then(raw)}</div>
  ${reply.chart === undefined ? '' : chartView(reply.chart)}
  ${reply.file === undefined ? '' : html`<p><a class="button" download="${reply.file.name}" href="data:${reply.file.type};base64,${Buffer.from(reply.file.text).toString('base64')}">⬇ ${reply.file.name}</a></p>`}
  ${reply.rows.length === 0 ? '' : html`<form class="rows" method="post" action="/messages">${reply.rows.map((row) => html`<div class="row">${row.map(buttonView)}</div>`)}</form>`}
  ${reply.footer === undefined ? '' : html`<p class="footer">${reply.footer}</p>`}
</li>`;

/** Widths and heights of a chart, in its own units. */
const chart = { width: 360, bar: 22, gap: 8, label: 150, text: 44 };

/** Bars beside their names. Who does not see them has the same in the text above. */
function chartView({ title, bars }: Chart): Html {
  const height = bars.length * (chart.bar + chart.gap);
  const width = scaleLinear([0, 1], [0, chart.width - chart.label - chart.text]);
  const top = scaleBand(
    bars.map((_, index) => index),
    [0, height],
  ).paddingInner(chart.gap / (chart.bar + chart.gap));
  return html`<svg class="chart" viewBox="0 0 ${chart.width} ${height}" role="img" aria-label="${title}: ${bars.map(({ label, text }) => `${label} ${text}`).join(', ')}">
    ${bars.map(({ label, share, text }, index) => {
      const y = top(index) ?? 0;
      const middle = y + top.bandwidth() / 2;
      return html`<text x="${chart.label - 8}" y="${middle}" class="name">${shorten(label, 14)}</text>
      <rect x="${chart.label}" y="${y}" width="${width(1)}" height="${top.bandwidth()}" class="all"/>
      <rect x="${chart.label}" y="${y}" width="${width(share)}" height="${top.bandwidth()}" class="part"/>
      <text x="${chart.width - chart.text + 6}" y="${middle}">${text}</text>`;
    })}
  </svg>`;
}

/** What has to be typed before something can be done. */
export const formView = (form: Form, say: Say): Html => html`<li class="message" lang="${form.locale}">
  <h2 class="who">${say('page-bot')} <small>${say('page-only-you')}</small></h2>
  <h3 class="title">${form.title}</h3>
  ${form.body === undefined ? '' : html`<div class="body">${renderMarkdown(form.body).then(raw)}</div>`}
  <form class="rows typing" method="post" action="/messages" autocomplete="off">
    <input type="hidden" name="action" value="${form.id}">
    <label>${form.label} <input name="typed" required maxlength="500" autocapitalize="off" spellcheck="false" autofocus></label>
    <button class="button">${say('page-send')}</button>
  </form>
</li>`;

const buttonView = (button: Button): Html =>
  'url' in button
    ? html`<a class="button" href="${button.url}" target="_blank" rel="noopener noreferrer">${button.label} <span aria-hidden="true">↗</span></a>`
    : html`<button class="button" name="action" value="${encodeAction(button.action)}">${button.label}</button>`;

/** The whole page. It works without its script as well: forms are sent and the page comes back. */
export const pageView = (locale: Locale, say: Say, messages: readonly Html[]): Html => html`<!doctype html>
<html lang="${locale}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
  <meta name="color-scheme" content="light dark">
  <title>${say('page-title')}</title>
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/page.css">
  <script src="/page.js" type="module"></script>
</head>
<body data-copy="${say('page-copy')}" data-copied="${say('page-copied')}" data-offline="${say('page-offline')}">
  <a class="skip" href="#text">${say('page-skip')}</a>
  <header>
    <div>
      <h1><span aria-hidden="true">#</span> ${say('page-channel')}</h1>
      <p>${say('page-topic')}</p>
    </div>
    <nav aria-label="${say('page-language')}">
      <a href="/?lang=ko" lang="ko" ${locale === 'ko' ? raw('aria-current="true"') : ''}>한국어</a>
      <a href="/?lang=en" lang="en" ${locale === 'en' ? raw('aria-current="true"') : ''}>English</a>
    </nav>
  </header>
  <main>
    <div class="scroller" role="log" aria-live="polite" aria-label="${say('page-log')}" tabindex="0">
      <ol id="log">${messages}</ol>
    </div>
  </main>
  <form id="composer" method="post" action="/messages" autocomplete="off" aria-label="${say('page-input')}">
    <ul id="suggestions" role="listbox" aria-label="${say('page-suggestions')}" hidden></ul>
    <p id="offline" role="alert" hidden></p>
    <label class="hidden" for="text">${say('page-input')}</label>
    <input id="text" name="text" type="text" role="combobox" aria-expanded="false" aria-controls="suggestions" aria-autocomplete="list"
      placeholder="${say('page-placeholder')}" maxlength="10000" enterkeyhint="send" autocapitalize="off" spellcheck="false" autofocus>
    <button>${say('page-send')}</button>
  </form>
</body>
</html>`;
