import type { Element, ElementContent, Nodes, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import type { RootContent } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import bash from 'refractor/bash';
import { refractor } from 'refractor/core';
import json from 'refractor/json';
import yaml from 'refractor/yaml';
import { isDiagram } from '../../src/notes/diagram.ts';

for (const language of [bash, json, yaml]) refractor.register(language);

/** Markdown as safe HTML with coloured code and pictures. What comes after the sanitiser is ours alone. */
export async function renderMarkdown(body: readonly RootContent[]): Promise<string> {
  const tree = sanitize(toHast({ type: 'root', children: [...body] })) as Root;
  // The library that draws is large, and few replies have a diagram.
  const draw = body.some(isDiagram) ? (await import('./diagram.ts')).drawDiagram : undefined;
  decorate(tree, draw);
  return toHtml(tree);
}

/** Characters of code in a line that fit any phone beside a word or two. */
const shortCode = 24;

type Draw = (code: string) => Element | undefined;

function decorate(node: Nodes, draw: Draw | undefined): void {
  if (!('children' in node)) return;
  for (const [index, child] of node.children.entries()) {
    const picture = draw !== undefined && isDrawn(child as Nodes) ? draw(textOf(child)) : undefined;
    if (picture === undefined) decorate(child as Nodes, draw);
    else node.children[index] = picture;
  }
  if (node.type !== 'element') return;
  if (node.tagName === 'a') {
    node.properties.target = '_blank';
    node.properties.rel = ['noopener', 'noreferrer'];
  }
  if (node.tagName === 'pre') colour(node);
  else
    for (const child of node.children)
      if (child.type === 'element' && child.tagName === 'code' && textOf(child).length <= shortCode)
        child.properties.className = ['short'];
}

const isDrawn = (node: Nodes): boolean => {
  const code = node.type === 'element' && node.tagName === 'pre' ? node.children[0] : undefined;
  return code?.type === 'element' && languageOf(code) === 'mermaid';
};

const languageOf = (code: Element): string => {
  const [name] = Array.isArray(code.properties.className) ? code.properties.className : [];
  return String(name ?? '').replace('language-', '');
};

function colour(pre: Element): void {
  const [code] = pre.children;
  if (code?.type !== 'element') return;
  // A keyboard must be able to scroll what is wider than the screen.
  pre.properties.tabIndex = 0;
  const language = languageOf(code);
  const [text] = code.children;
  if (text?.type === 'text' && refractor.registered(language))
    code.children = refractor.highlight(text.value, language).children as ElementContent[];
}
