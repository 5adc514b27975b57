import type { Element, ElementContent, Nodes, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';
import type { RootContent } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import bash from 'refractor/bash';
import { refractor } from 'refractor/core';
import json from 'refractor/json';
import yaml from 'refractor/yaml';

for (const language of [bash, json, yaml]) refractor.register(language);

/** Markdown as safe HTML with coloured code. What comes after the sanitiser is ours alone. */
export function renderMarkdown(body: readonly RootContent[]): string {
  const tree = sanitize(toHast({ type: 'root', children: [...body] })) as Root;
  decorate(tree);
  return toHtml(tree);
}

function decorate(node: Nodes): void {
  if (!('children' in node)) return;
  for (const child of node.children) decorate(child as Nodes);
  if (node.type !== 'element') return;
  if (node.tagName === 'a') {
    node.properties.target = '_blank';
    node.properties.rel = ['noopener', 'noreferrer'];
  }
  if (node.tagName === 'pre') colour(node);
}

function colour(pre: Element): void {
  const [code] = pre.children;
  if (code?.type !== 'element') return;
  // A keyboard must be able to scroll what is wider than the screen.
  pre.properties.tabIndex = 0;
  const [name] = Array.isArray(code.properties.className) ? code.properties.className : [];
  const language = String(name ?? '').replace('language-', '');
  const [text] = code.children;
  if (text?.type === 'text' && refractor.registered(language))
    code.children = refractor.highlight(text.value, language).children as ElementContent[];
}
