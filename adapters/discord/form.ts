import {
  type APIModalInteractionResponseCallbackData,
  type APITextDisplayComponent,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import type { RootContent } from 'mdast';
import { shorten } from '../../src/chat/answer.ts';
import { fit as fitWithin } from '../../src/chat/fit.ts';
import type { Form } from '../../src/chat/reply.ts';
import { simplify } from '../../src/chat/simple.ts';
import { limits } from './limits.ts';
import { clean, markdown } from './markdown.ts';

/** The one field of a form. */
const fieldId = 'text';

/** A form as a modal. Its id says what is done with it, and Discord itself knows below which message it was asked for. */
export const renderForm = ({
  id,
  title,
  body = [],
  label,
}: Form): APIModalInteractionResponseCallbackData => ({
  custom_id: id,
  title: shorten(clean(title).trim(), limits.modalTitle) || '…',
  components: [
    ...textOf(body),
    {
      type: ComponentType.Label,
      label: shorten(clean(label).trim(), limits.fieldLabel) || '…',
      component: {
        type: ComponentType.TextInput,
        custom_id: fieldId,
        style: TextInputStyle.Short,
        required: true,
        max_length: limits.typed,
      },
    },
  ],
});

/** What the form is about, as much as fits: all of it stands in the message below. */
function textOf(body: readonly RootContent[]): APITextDisplayComponent[] {
  const more = '\n…';
  const { body: shown, isCut } = fitWithin(
    simplify(body),
    limits.formText - more.length,
    (nodes) => markdown(nodes).length,
  );
  const content = markdown(shown) + (isCut ? more : '');
  return content.trim() === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}

/** What was typed; nothing in a form that is none of ours. */
export function typedOf({ fields }: ModalSubmitInteraction): string {
  const field = fields.fields.get(fieldId);
  return field !== undefined && 'value' in field && typeof field.value === 'string' ? field.value : '';
}
