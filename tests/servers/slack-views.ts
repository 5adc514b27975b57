import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { faultOf, modalView } from './slack-blocks.ts';

/** Bytes of a view. */
const viewLimit = 250_000;

type Data = Record<string, unknown>;

/** A form that somebody has before them. */
export interface Modal {
  id: string;
  user: string;
  title: string;
  label: string;
  view: Data;
}

const closing = z.strictObject({});
const answering = z.discriminatedUnion('response_action', [
  z.strictObject({ response_action: z.literal('clear') }),
  z.strictObject({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.strictObject({ response_action: z.literal('update'), view: modalView }),
  z.strictObject({ response_action: z.literal('push'), view: modalView }),
]);

/** Forms of Slack: opened by a trigger, filled in, sent. */
export class SlackViews {
  /** So long, and once, a view can be opened after what somebody did. */
  triggerMs = 3000;
  /** In the order in which they were opened. */
  readonly opened: Modal[] = [];
  private readonly triggers = new Map<string, { user: string; until: number; isUsed: boolean }>();
  private readonly violations: string[];
  private readonly team: string;

  constructor(violations: string[], team: string) {
    this.violations = violations;
    this.team = team;
  }

  /** What goes with each thing that somebody does, and opens one view. */
  trigger(user: string): string {
    const id = `${this.triggers.size + 1}.1700000000.${randomUUID().replaceAll('-', '')}`;
    this.triggers.set(id, { user, until: Date.now() + this.triggerMs, isUsed: false });
    return id;
  }

  /** `views.open`. https://docs.slack.dev/reference/methods/views.open */
  open({ trigger_id, view }: Data): Data {
    const refuse = (error: string, more: Data = {}): Data => ({ ok: false, error, ...more });
    const trigger = this.triggers.get(String(trigger_id));
    if (trigger === undefined) return refuse('invalid_trigger_id');
    if (trigger.isUsed) return refuse('exchanged_trigger_id');
    if (trigger.until < Date.now()) return refuse('expired_trigger_id');
    if (Buffer.byteLength(JSON.stringify(view)) > viewLimit) return refuse('view_too_large');
    const fault = faultOf(modalView, view);
    if (fault !== undefined) {
      this.violations.push(`a view: ${fault.messages.join('; ')}`);
      return refuse('invalid_arguments', { response_metadata: { messages: fault.messages } });
    }
    trigger.isUsed = true;
    const modal = modalOf(view as Data, trigger.user, `V${this.opened.length + 1}`);
    this.opened.push(modal);
    return { ok: true, view: this.asSent(modal, {}) };
  }

  /**
   * What Slack sends of a form that was filled in.
   *
   * @throws Error if Slack's app would not let the person send that
   */
  submission({ view, ...modal }: Modal, text: string): Data {
    const [field] = fieldsOf(view);
    if (field === undefined) throw new Error('There is no field.');
    const { element, block_id, optional = false } = field;
    if (text === '' && !optional) throw new Error('The field may not be empty.');
    if (text.length > (element.max_length ?? 3000) || text.length < (element.min_length ?? 0))
      throw new Error(`${text.length} characters cannot be sent.`);
    const value = text === '' ? null : text;
    const values = { [block_id ?? 'b1']: { [element.action_id ?? 'a1']: { type: element.type, value } } };
    return this.asSent({ view, ...modal }, values);
  }

  /** Looks at what a submission was answered with: an answer that is none leaves the form open, with an error. */
  sent(answer: Data | undefined): void {
    const given = answer ?? {};
    const fault = faultOf(z.union([closing, answering]), given);
    if (fault !== undefined) this.violations.push(`a form was answered with ${JSON.stringify(given)}`);
  }

  private asSent({ id, view }: Modal, values: Data): Data {
    return {
      id,
      team_id: this.team,
      ...view,
      private_metadata: view.private_metadata ?? '',
      callback_id: view.callback_id ?? '',
      external_id: '',
      state: { values },
      hash: '156772938.1827394',
      close: view.close ?? null,
      clear_on_close: false,
      notify_on_close: false,
      root_view_id: id,
      previous_view_id: null,
      app_id: 'A1',
      bot_id: 'B0BOT',
    };
  }
}

interface Field {
  type: string;
  block_id?: string;
  optional?: boolean;
  label: { text: string };
  element: { type: string; action_id?: string; max_length?: number; min_length?: number };
}

const fieldsOf = (view: Data): Field[] => (view.blocks as Field[]).filter(({ type }) => type === 'input');

const modalOf = (view: Data, user: string, id: string): Modal => ({
  id,
  user,
  title: (view.title as { text: string }).text,
  label: fieldsOf(view)[0]?.label.text ?? '',
  view,
});
