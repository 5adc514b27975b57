// @ts-check
// Makes the page answer without loading anew. Everything here is an improvement: the forms work without it.

/** @typedef {{ slug: string, title: string, hint: string }} Suggestion */

const log = /** @type {HTMLOListElement} */ (document.getElementById('log'));
const composer = /** @type {HTMLFormElement} */ (document.getElementById('composer'));
const input = /** @type {HTMLInputElement} */ (document.getElementById('text'));
const list = /** @type {HTMLUListElement} */ (document.getElementById('suggestions'));
const offline = /** @type {HTMLParagraphElement} */ (document.getElementById('offline'));
const texts = document.body.dataset;

/** Sends a message or a press and shows what comes back. @param {URLSearchParams} body */
async function send(body) {
  closeSuggestions();
  try {
    const response = await fetch('/messages', {
      method: 'POST',
      body,
      headers: { accept: 'text/x-fragment' },
    });
    if (!response.ok) throw new Error(await response.text());
    offline.hidden = true;
    const before = log.lastElementChild;
    log.insertAdjacentHTML('beforeend', await response.text());
    for (let item = before?.nextElementSibling; item; item = item.nextElementSibling) addCopyButtons(item);
    const first = before?.nextElementSibling ?? log.firstElementChild;
    const field = first?.querySelector('input[autofocus]');
    if (field instanceof HTMLInputElement) field.focus({ preventScroll: true });
    showItem(first);
    return true;
  } catch {
    offline.textContent = texts.offline ?? '';
    offline.hidden = false;
    return false;
  }
}

composer.addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = input.value;
  if (text.trim() === '') return;
  input.value = '';
  // What could not be sent is given back, so that nothing typed is lost.
  if (!(await send(new URLSearchParams({ text })))) input.value = `${text} ${input.value}`.trimEnd();
  input.focus();
});

log.addEventListener('submit', (event) => {
  const button = /** @type {SubmitEvent} */ (event).submitter;
  if (!(button instanceof HTMLButtonElement) || button.form === null) return;
  event.preventDefault();
  const fields = [...new FormData(button.form, button)].map(([name, value]) => [name, String(value)]);
  void send(new URLSearchParams(fields));
});

// What the bot says by itself comes to the end, or takes the place of what it said before.
new EventSource('/events').addEventListener('said', ({ lastEventId, data }) => {
  const before = document.getElementById(lastEventId);
  if (before === null) log.insertAdjacentHTML('beforeend', data);
  else before.outerHTML = data;
  const said = document.getElementById(lastEventId);
  if (said === null) return;
  addCopyButtons(said);
  if (before === null) showItem(said);
});

/** @param {Element | null | undefined} item */
function showItem(item) {
  item?.scrollIntoView({
    block: 'start',
    behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
  });
}

/** Browsers have a clipboard on localhost and over https only. @param {Element} part */
function addCopyButtons(part) {
  if (!navigator.clipboard) return;
  for (const pre of part.querySelectorAll('pre')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = texts.copy ?? '';
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(pre.querySelector('code')?.textContent ?? '');
      button.textContent = texts.copied ?? '';
      setTimeout(() => {
        button.textContent = texts.copy ?? '';
      }, 1500);
    });
    const frame = document.createElement('div');
    frame.className = 'code';
    pre.replaceWith(frame);
    frame.append(pre, button);
  }
}

// Suggestions: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

/** @type {AbortController | undefined} */
let asking;
let chosen = -1;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pause;

function closeSuggestions() {
  clearTimeout(pause);
  asking?.abort();
  list.hidden = true;
  chosen = -1;
  input.setAttribute('aria-expanded', 'false');
  input.removeAttribute('aria-activedescendant');
}

async function suggest() {
  asking?.abort();
  asking = new AbortController();
  const text = input.value.replace(/^\s*\/k8s\s*/i, '');
  try {
    const response = await fetch(`/suggestions?${new URLSearchParams({ text })}`, { signal: asking.signal });
    showSuggestions(/** @type {Suggestion[]} */ (await response.json()));
  } catch {
    // Typing went on, or the bot is away: sending will tell.
  }
}

/** @param {Suggestion[]} suggestions */
function showSuggestions(suggestions) {
  list.replaceChildren(
    ...suggestions.map(({ title, hint }, index) => {
      const option = document.createElement('li');
      option.id = `suggestion-${index}`;
      option.role = 'option';
      option.ariaSelected = 'false';
      option.dataset.title = title;
      const small = document.createElement('small');
      small.textContent = hint;
      option.append(title, ' ', small);
      return option;
    }),
  );
  chosen = -1;
  list.hidden = suggestions.length === 0;
  input.setAttribute('aria-expanded', String(!list.hidden));
  input.removeAttribute('aria-activedescendant');
}

/** @param {number} index */
function choose(index) {
  const options = [...list.children];
  chosen = (index + options.length) % options.length;
  options.forEach((option, at) => {
    option.ariaSelected = String(at === chosen);
  });
  options[chosen]?.scrollIntoView({ block: 'nearest' });
  input.setAttribute('aria-activedescendant', `suggestion-${chosen}`);
}

/** @param {Element | undefined} option */
function take(option) {
  if (!(option instanceof HTMLElement)) return;
  input.value = option.dataset.title ?? '';
  closeSuggestions();
  composer.requestSubmit();
}

input.addEventListener('input', () => {
  clearTimeout(pause);
  pause = setTimeout(suggest, 60);
});
input.addEventListener('keydown', (event) => {
  // A Korean syllable that is still being composed takes the key itself.
  if (event.isComposing) return;
  if (event.key === 'Escape') closeSuggestions();
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    if (list.hidden) void suggest();
    else choose(chosen + (event.key === 'ArrowDown' ? 1 : chosen < 0 ? 0 : -1));
  } else if (event.key === 'Enter' && chosen >= 0) {
    event.preventDefault();
    take(list.children[chosen]);
  }
});
input.addEventListener('blur', () =>
  setTimeout(() => {
    if (document.activeElement !== input) closeSuggestions();
  }, 150),
);
list.addEventListener('pointerdown', (event) => {
  event.preventDefault();
  if (event.target instanceof Element) take(event.target.closest('li') ?? undefined);
});

addCopyButtons(log);
if (log.children.length > 1) log.lastElementChild?.scrollIntoView({ block: 'start' });
