/** What Discord refuses in a body, by its documentation. Each rule names the place and the code of the error. */
export interface Fault {
  path: string;
  code: string;
  message: string;
}

type Body = Record<string, unknown>;

const isV2 = (flags: unknown): boolean => (Number(flags ?? 0) & 32_768) !== 0;

/** A message as it is created, answered or edited. */
export function faultsOfMessage(body: Body): Fault[] {
  const faults: Fault[] = [];
  const add = (path: string, code: string, message: string) => faults.push({ path, code, message });
  const known = new Set(
    'content nonce tts embeds allowed_mentions message_reference components sticker_ids attachments flags enforce_nonce poll'.split(
      ' ',
    ),
  );
  const files = uploadsOf(body);
  for (const key of Object.keys(body))
    if (!known.has(key) && !files.has(key)) add(key, 'UNKNOWN_FIELD', `no field ${key}`);
  if (Number(body.flags ?? 0) & ~(4 | 64 | 4096 | 32_768))
    add('flags', 'INVALID_FLAGS', 'flags that cannot be set');
  if (String(body.nonce ?? '').length > 25) add('nonce', 'NONCE_TYPE_TOO_LONG', 'at most 25 characters');
  if (body.enforce_nonce === true && body.nonce === undefined) add('nonce', 'BASE_TYPE_REQUIRED', 'required');
  const components = (body.components ?? []) as Body[];
  if (!isV2(body.flags)) {
    if (String(body.content ?? '').length > 2000)
      add('content', 'BASE_TYPE_BAD_LENGTH', '2000 or fewer in length');
    if (components.some(({ type }) => type !== 1))
      add('components', 'UNION_TYPE_CHOICES', 'rows only without V2');
  } else {
    for (const key of ['content', 'embeds', 'poll', 'sticker_ids'])
      if (![undefined, null, ''].includes(body[key] as undefined))
        add(key, 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', `${key} cannot be used with V2`);
    if (components.length === 0) add('components', 'BASE_TYPE_REQUIRED', 'a V2 message needs components');
  }
  const state = {
    count: 0,
    text: 0,
    ids: new Set<string>(),
    numbers: new Set<unknown>(),
    shown: [] as string[],
  };
  components.forEach((component, index) => {
    faultsOfComponent(component, `components.${index}`, 'message', state, add);
  });
  if (state.count > 40) add('components', 'BASE_TYPE_BAD_LENGTH', `${state.count} components, at most 40`);
  if (state.text > 4000)
    add('components', 'COMPONENT_MAX_TOTAL_TEXT_SIZE', `${state.text} characters of text, at most 4000`);
  return [...faults, ...faultsOfFiles(body, state.shown)];
}

/** A file as it came beside the body. */
export interface Upload {
  name: string;
  type: string;
  bytes: Buffer;
}

/** The files of a body, by the name of their field. */
export const uploadsOf = (body: Body): Map<string, Upload> =>
  new Map(Object.entries(body).filter((entry): entry is [string, Upload] => /^files\[\d+\]$/.test(entry[0])));

/**
 * Files come by the number that `attachments` lists them under, and are called by their name. Discord would rename a file with
 * another name than these, and show none in a V2 message that no component shows.
 */
function faultsOfFiles(body: Body, shown: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  const add = (path: string, code: string, message: string) => faults.push({ path, code, message });
  const files = uploadsOf(body);
  const listed = ((body.attachments ?? []) as Body[]).map(({ id, filename }, index) => {
    const file = files.get(`files[${id}]`);
    if (file === undefined || (filename !== undefined && filename !== file.name))
      add(`attachments.${index}`, 'ATTACHMENT_NOT_FOUND', `no file ${id} ${filename}`);
    return file;
  });
  for (const [key, file] of files) {
    if (!listed.includes(file)) add(key, 'ATTACHMENT_NOT_LISTED', 'is not in attachments');
    if (!/^[A-Za-z0-9._-]{1,100}$/.test(file.name)) add(key, 'ATTACHMENT_NAME', `${file.name} is renamed`);
    if (isV2(body.flags) && !shown.includes(file.name)) add(key, 'ATTACHMENT_NOT_SHOWN', 'nothing shows it');
  }
  for (const name of shown)
    if (![...files.values()].some((file) => file.name === name))
      add('components', 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', `no file ${name}`);
  return faults;
}

/** A message that takes another's place. What it was made with cannot be given again. */
export function faultsOfEdit(body: Body, was: { flags: number }): Fault[] {
  const faults = faultsOfMessage(body);
  for (const key of ['nonce', 'enforce_nonce', 'message_reference', 'tts', 'sticker_ids'])
    if (key in body) faults.push({ path: key, code: 'UNKNOWN_FIELD', message: `no ${key} in an edit` });
  if (Number(body.flags ?? 0) & ~(4 | 32_768))
    faults.push({ path: 'flags', code: 'INVALID_FLAGS', message: 'flags that cannot be set in an edit' });
  if (isV2(was.flags) && !isV2(body.flags))
    faults.push({ path: 'flags', code: 'INVALID_FLAGS', message: 'V2 cannot be taken away' });
  return faults;
}

const fields: Record<number, string> = {
  1: 'type id components',
  2: 'type id style label emoji custom_id sku_id url disabled',
  10: 'type id content',
  13: 'type id file spoiler',
  14: 'type id divider spacing',
  17: 'type id components accent_color spoiler',
};
const allowedIn: Record<string, number[]> = {
  message: [1, 9, 10, 12, 13, 14, 17],
  17: [1, 9, 10, 12, 13, 14],
  1: [2],
};

function faultsOfComponent(
  component: Body,
  path: string,
  parent: string,
  state: { count: number; text: number; ids: Set<string>; numbers: Set<unknown>; shown: string[] },
  add: (path: string, code: string, message: string) => void,
): void {
  state.count += 1;
  const type = Number(component.type);
  if (!allowedIn[parent]?.includes(type))
    add(path, 'UNION_TYPE_CHOICES', `no component ${type} in ${parent}`);
  for (const key of Object.keys(component))
    if (fields[type]?.split(' ').includes(key) !== true) add(`${path}.${key}`, 'UNKNOWN_FIELD', `no ${key}`);
  const { id: number = 0 } = component;
  if (!Number.isInteger(number) || Number(number) < 0 || Number(number) >= 2 ** 31)
    add(`${path}.id`, 'NUMBER_TYPE_MAX', 'an integer of 32 bits');
  if (number !== 0 && state.numbers.has(number))
    add(`${path}.id`, 'COMPONENT_ID_DUPLICATED', 'ids must differ within a message');
  state.numbers.add(number);
  const children = (component.components ?? []) as Body[];
  const length = (key: string, least: number, most: number) => {
    const value = component[key];
    const size = typeof value === 'string' ? value.length : -1;
    if (size < least || size > most)
      add(`${path}.${key}`, 'BASE_TYPE_BAD_LENGTH', `between ${least} and ${most} in length, is ${size}`);
  };
  switch (type) {
    case 1:
      if (children.length < 1 || children.length > 5) add(path, 'BASE_TYPE_BAD_LENGTH', '1 to 5 buttons');
      break;
    case 2: {
      length('label', 1, 80);
      if (component.style === 5) {
        length('url', 1, 512);
        if (!/^(https?|discord):\/\//.test(String(component.url)))
          add(`${path}.url`, 'URL_TYPE_INVALID_SCHEME', 'scheme');
        if ('custom_id' in component)
          add(`${path}.custom_id`, 'BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED', 'link');
        break;
      }
      if (![1, 2, 3, 4].includes(Number(component.style)))
        add(`${path}.style`, 'BASE_TYPE_CHOICES', 'no such style');
      length('custom_id', 1, 100);
      const id = String(component.custom_id);
      if (state.ids.has(id))
        add(`${path}.custom_id`, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'cannot be duplicated');
      state.ids.add(id);
      break;
    }
    case 10:
      length('content', 1, 4000);
      if (String(component.content).trim() === '') add(`${path}.content`, 'BASE_TYPE_REQUIRED', 'is blank');
      state.text += String(component.content).length;
      break;
    case 13: {
      const { url, ...rest } = (component.file ?? {}) as Body;
      const [, name] = /^attachment:\/\/(.+)$/.exec(String(url)) ?? [];
      if (name === undefined || Object.keys(rest).length > 0)
        add(`${path}.file`, 'URL_TYPE_INVALID_SCHEME', 'nothing but attachment://');
      else state.shown.push(name);
      break;
    }
    case 17:
      if (children.length === 0) add(path, 'BASE_TYPE_REQUIRED', 'an empty container');
      break;
  }
  children.forEach((child, index) => {
    faultsOfComponent(child, `${path}.components.${index}`, String(type), state, add);
  });
}

/** A form. Of what can stand in one, the server knows text, and a line or a paragraph to be typed, each below its label. */
export function faultsOfModal(data: Body): Fault[] {
  const faults: Fault[] = [];
  const add = (path: string, code: string, message: string) => faults.push({ path, code, message });
  const only = (body: Body, path: string, keys: string) => {
    for (const key of Object.keys(body))
      if (!keys.split(' ').includes(key)) add(`${path}${key}`, 'UNKNOWN_FIELD', `no ${key}`);
  };
  const length = (body: Body, path: string, key: string, most: number, least = 1) => {
    const size = typeof body[key] === 'string' ? body[key].length : -1;
    if (size < least || size > most)
      add(`${path}${key}`, 'BASE_TYPE_BAD_LENGTH', `between ${least} and ${most} in length, is ${size}`);
  };
  const range = (body: Body, path: string, key: string, least: number) => {
    const value = body[key];
    if (value !== undefined && (!Number.isInteger(value) || Number(value) < least || Number(value) > 4000))
      add(`${path}${key}`, 'NUMBER_TYPE_MAX', `between ${least} and 4000`);
  };
  only(data, '', 'custom_id title components');
  length(data, '', 'custom_id', 100);
  length(data, '', 'title', 45);
  const labels = (data.components ?? []) as Body[];
  if (labels.length < 1 || labels.length > 5) add('components', 'BASE_TYPE_BAD_LENGTH', '1 to 5');
  const ids = new Set<unknown>();
  labels.forEach((label, index) => {
    const path = `components.${index}.`;
    if (label.type === 10) {
      only(label, path, 'type id content');
      // As Discord takes it in a message; of modals it does not say.
      length(label, path, 'content', 4000);
      if (String(label.content).trim() === '') add(path, 'BASE_TYPE_REQUIRED', 'is blank');
      return;
    }
    if (label.type !== 18) {
      add(path, 'UNION_TYPE_CHOICES', `no component ${label.type} in a modal`);
      return;
    }
    only(label, path, 'type id label description component');
    length(label, path, 'label', 45);
    if (label.description !== undefined) length(label, path, 'description', 100, 0);
    const input = (label.component ?? {}) as Body;
    const inner = `${path}component.`;
    if (input.type !== 4) {
      add(inner, 'UNION_TYPE_CHOICES', `no component ${input.type} in a label`);
      return;
    }
    // Inside a label an input has no label of its own.
    only(input, inner, 'type id custom_id style min_length max_length required value placeholder');
    length(input, inner, 'custom_id', 100);
    if (input.style !== 1 && input.style !== 2) add(`${inner}style`, 'BASE_TYPE_CHOICES', 'no such style');
    range(input, inner, 'min_length', 0);
    range(input, inner, 'max_length', 1);
    if (input.value !== undefined) length(input, inner, 'value', 4000, 0);
    if (input.placeholder !== undefined) length(input, inner, 'placeholder', 100, 0);
    if (ids.has(input.custom_id)) add(inner, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'cannot be duplicated');
    ids.add(input.custom_id);
  });
  return faults;
}

/** Choices offered for an option. */
export function faultsOfChoices(data: Body): Fault[] {
  const choices = (data.choices ?? []) as Body[];
  const faults: Fault[] = [];
  if (!Array.isArray(data.choices) || choices.length > 25)
    faults.push({ path: 'choices', code: 'BASE_TYPE_BAD_LENGTH', message: '25 or fewer' });
  choices.forEach(({ name, value }, index) => {
    for (const [key, text] of Object.entries({ name, value }))
      if (typeof text !== 'string' || text.length < 1 || text.length > 100)
        faults.push({ path: `choices.${index}.${key}`, code: 'BASE_TYPE_BAD_LENGTH', message: '1 to 100' });
  });
  return faults;
}

/** Commands as they are registered. */
export function faultsOfCommands(commands: Body[]): Fault[] {
  const faults: Fault[] = [];
  const add = (path: string, message: string) =>
    faults.push({ path, code: 'APPLICATION_COMMAND_INVALID', message });
  const named = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
  const check = (one: Body, path: string) => {
    const names = [one.name, ...Object.values((one.name_localizations ?? {}) as Body)].map(String);
    for (const name of names)
      if (!named.test(name) || name !== name.toLowerCase()) add(`${path}.name`, `no name: ${name}`);
    const texts = [one.description, ...Object.values((one.description_localizations ?? {}) as Body)];
    for (const text of texts)
      if (typeof text !== 'string' || text.length < 1 || text.length > 100)
        add(`${path}.description`, '1 to 100 in length');
    for (const locale of Object.keys({
      ...(one.name_localizations as Body),
      ...(one.description_localizations as Body),
    }))
      if (!['ko', 'en-US', 'en-GB', 'ja', 'de', 'fr'].includes(locale)) add(path, `no locale ${locale}`);
    const options = (one.options ?? []) as Body[];
    if (options.length > 25) add(`${path}.options`, '25 or fewer');
    if (new Set(options.map(({ name }) => name)).size < options.length) add(`${path}.options`, 'names twice');
    options.forEach((option, index) => {
      checkOption(option, `${path}.options.${index}`);
    });
  };
  const checkOption = (option: Body, path: string) => {
    check(option, path);
    if (![3, 4, 5, 6, 7, 8, 9, 10, 11].includes(Number(option.type))) add(`${path}.type`, 'no such type');
    const isNumber = option.type === 4 || option.type === 10;
    if (option.autocomplete === true && (option.choices || !(isNumber || option.type === 3)))
      add(`${path}.autocomplete`, 'not for this option');
    if (!isNumber && ('min_value' in option || 'max_value' in option)) add(path, 'values of no number');
    if (option.type !== 3 && ('min_length' in option || 'max_length' in option))
      add(path, 'lengths of no text');
  };
  commands.forEach((command, index) => {
    check(command, String(index));
    const text = JSON.stringify([command.name, command.description, command.options]);
    if (text.length > 8000) add(String(index), 'more than 8000 characters');
  });
  if (commands.length > 100) add('', '100 or fewer');
  const names = (locale: string) =>
    commands.map(
      ({ name, type, name_localizations }) =>
        `${type}:${(name_localizations as Record<string, string> | undefined)?.[locale] ?? name}`,
    );
  // Names in one language must differ as well.
  for (const locale of ['', 'ko'])
    if (new Set(names(locale)).size < commands.length) add('', `names twice ${locale}`);
  return faults;
}

/** Faults in the shape that Discord says them in. */
export function invalidForm(faults: readonly Fault[]): Body {
  const errors: Body = {};
  for (const { path, code, message } of faults) {
    let at = errors;
    for (const key of path.split('.').filter((part) => part !== '')) {
      at[key] ??= {};
      at = at[key] as Body;
    }
    at._errors = [...((at._errors as unknown[]) ?? []), { code, message }];
  }
  return { message: 'Invalid Form Body', code: 50_035, errors };
}
