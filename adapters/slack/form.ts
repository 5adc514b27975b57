import type { types } from '@slack/bolt';
import type { Say } from '../../src/chat/locale.ts';
import type { Form } from '../../src/chat/reply.ts';
import type { Origin, View } from './body.ts';
import { limits } from './limits.ts';
import { context, line, renderText, words } from './render.ts';

/** Tells our forms from other views. */
const formId = 'form';
/** The field, as block and as element. */
const fieldId = 'text';

/**
 * A form as a modal. What it takes to go on once it is sent goes with it, so that a restart in between does no harm.
 *
 * @param origin where the button stood that asks for it
 */
export function renderForm(form: Form, say: Say, origin: Origin): types.ModalView {
  const kept = JSON.stringify({ id: form.id, origin });
  // Without the address, the answer goes by the API.
  const short = JSON.stringify({ id: form.id, origin: { ...origin, url: undefined } });
  // The modal may cover the message where it stands as a whole.
  const { blocks: about, isCut } = renderText(form.body ?? [], limits.viewText);
  return {
    type: 'modal',
    callback_id: formId,
    private_metadata: kept.length <= limits.metadata ? kept : short,
    title: words(line(form.title, limits.viewTitle)),
    submit: words(line(say('slack-send'), limits.viewTitle)),
    blocks: [
      ...about,
      ...(isCut ? [context('…')] : []),
      {
        type: 'input',
        block_id: fieldId,
        label: words(line(form.label, limits.inputLabel)),
        element: {
          type: 'plain_text_input',
          action_id: fieldId,
          max_length: limits.typed,
          focus_on_load: true,
        },
      },
    ],
  };
}

/** What was sent with a form, and where to answer; undefined of a view that is none of ours, or of long ago. */
export function readForm(view: View): { id: string; text: string; origin: Origin } | undefined {
  if (view.callback_id !== formId) return undefined;
  const kept = parse(view.private_metadata);
  if (kept?.id === undefined || kept.origin === undefined) return undefined;
  const text = view.state?.values?.[fieldId]?.[fieldId]?.value ?? '';
  return { id: kept.id, text, origin: kept.origin };
}

function parse(text = ''): Partial<{ id: string; origin: Origin }> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
