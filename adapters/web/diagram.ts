import { renderMermaidSVG } from 'beautiful-mermaid';
import type { Element } from 'hast';
import { readDiagram } from '../../src/notes/diagram.ts';

/** A picture cannot read the page's style, but knows whether it is dark: these are the colours of page.css. */
const style = `svg { --bg: #ffffff; --fg: #1d2329; --accent: #1f5fd0; --border: #9aa6b2; --line: #5b6670; --muted: #5b6670; }
  @media (prefers-color-scheme: dark) {
    svg { --bg: #15181c; --fg: #e6e9ec; --accent: #7fb0ff; --border: #5d6874; --line: #a3adb8; --muted: #a3adb8; }
  }`;

/**
 * Draws a block of Mermaid as a picture, which can hold no script and load nothing.
 *
 * @returns undefined if it cannot be drawn
 */
export function drawDiagram(code: string): Element | undefined {
  const { title, description, source } = readDiagram(code);
  let svg: string;
  try {
    svg = renderMermaidSVG(source, {
      transparent: true,
      font: 'system-ui',
      padding: 8,
      layerSpacing: 28,
      nodeSpacing: 20,
    });
  } catch {
    return undefined;
  }
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  const own = svg
    .replace(/ style="[^"]*"/, '')
    .replace(/^\s*@import.*\n/m, '')
    .replace('<style>', `<style>${style}`);
  return {
    type: 'element',
    tagName: 'img',
    properties: {
      className: ['diagram'],
      src: `data:image/svg+xml,${encodeURIComponent(own)}`,
      alt: [title, description].filter((text) => text !== undefined).join(': ') || 'diagram',
      width: Math.ceil(Number(width)),
      height: Math.ceil(Number(height)),
    },
    children: [],
  };
}
