// Says what the bot is made of (dist/sbom.json, CycloneDX), and whether any of it is known to be unsafe:
//   npx tsx scripts/sbom.ts
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What package-lock.json says of a package. */
export interface Locked {
  name: string;
  version: string;
  /** Folder below the project. */
  folder: string;
  license?: string;
  integrity?: string;
  /** Where it comes from, if the lock file says so. */
  resolved?: string;
  hasInstallScript?: boolean;
  /** Only developers need it. */
  dev?: boolean;
}

/** All packages that are locked. */
export async function lockedPackages(): Promise<Locked[]> {
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Omit<Locked, 'folder'>>;
  };
  return Object.entries(packages)
    .filter(([folder]) => folder !== '')
    .map(([folder, about]) => ({
      ...about,
      folder,
      name: about.name ?? folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
    }));
}

/** Those that run with the bot, on this system or another. */
export const productionPackages = async (): Promise<Locked[]> =>
  (await lockedPackages()).filter(({ dev }) => dev !== true);

/** A software bill of materials, as far as it is looked at here. */
export interface Bill {
  bomFormat: string;
  metadata: { component: { name: string; 'bom-ref': string } };
  components: { 'bom-ref': string; name: string; licenses?: unknown[]; hashes?: unknown[] }[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

const refOf = ({ name, version }: Locked): string => `${name}@${version}`;

/** What the bot is made of, as npm lists it. */
export async function billOfMaterials(): Promise<Bill> {
  // Not `--omit dev`: npm then also leaves out what both the bot and tools need (11.19 does so with pg).
  const all = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const bill = JSON.parse(await npm(...all)) as Bill;
  const { component } = bill.metadata;
  // npm calls it like the folder.
  component.name = 'k8s-study-bot';
  const refs = new Set([component['bom-ref'], ...(await productionPackages()).map(refOf)]);
  const isOurs = (ref: string) => refs.has(ref);
  return {
    ...bill,
    components: bill.components.filter((one) => isOurs(one['bom-ref'])),
    dependencies: bill.dependencies
      .filter(({ ref }) => isOurs(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isOurs) })),
  };
}

/** Packages that run with the bot, but are not in the bill. */
export function missingIn(bill: Bill, packages: readonly Locked[]): string[] {
  const listed = new Set(bill.components.map((component) => component['bom-ref']));
  return packages.map(refOf).filter((ref) => !listed.has(ref));
}

/**
 * How many packages of the bot have a known weakness that is high or critical.
 *
 * @returns undefined if the registry does not answer such questions
 */
async function audit(): Promise<number | undefined> {
  const { metadata } = JSON.parse(await npm('audit', '--omit=dev', '--json')) as {
    metadata?: { vulnerabilities: { high: number; critical: number } };
  };
  return metadata && metadata.vulnerabilities.high + metadata.vulnerabilities.critical;
}

/** What npm prints, also where it ends with an error: `audit` does where it finds something. */
const npm = (...args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    execFile('npm', args, { cwd: root, maxBuffer: 2 ** 26 }, (error, output) =>
      output === '' && error !== null ? reject(error) : resolve(output),
    );
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bill = await billOfMaterials();
  const missing = missingIn(bill, await productionPackages());
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(join(root, 'dist', 'sbom.json'), `${JSON.stringify(bill, null, 2)}\n`);
  console.log(`dist/sbom.json lists ${bill.components.length} packages`);
  if (missing.length > 0) {
    console.error(`It lacks ${missing.join(', ')}: this version of npm leaves them out.`);
    process.exitCode = 1;
  }
  const weak = await audit();
  if (weak === undefined) console.log('npm audit: the registry does not answer; nothing is known');
  else if (weak === 0) console.log('npm audit: nothing high or critical');
  else {
    console.error(`npm audit: ${weak} high or critical; npm audit --omit=dev says which`);
    process.exitCode = 1;
  }
}
