import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { shorten } from '../../src/chat/answer.ts';
import type { Form } from '../../src/chat/reply.ts';
import { limits } from './limits.ts';
import { clean } from './markdown.ts';

/** The one field of a form. */
const fieldId = 'text';

/** A form as a modal. Its id says what is done with it, and Discord itself knows below which message it was asked for. */
export const renderForm = ({ id, title, label }: Form): APIModalInteractionResponseCallbackData => ({
  custom_id: id,
  title: shorten(clean(title).trim(), limits.modalTitle) || '…',
  components: [
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

/** What was typed; nothing in a form that is none of ours. */
export function typedOf({ fields }: ModalSubmitInteraction): string {
  const field = fields.fields.get(fieldId);
  return field !== undefined && 'value' in field && typeof field.value === 'string' ? field.value : '';
}
