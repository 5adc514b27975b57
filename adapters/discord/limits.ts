/**
 * What Discord takes at most. Lengths are in UTF-16 units, which is never less than what Discord counts.
 *
 * @see https://docs.discord.com/developers/components/reference and …/interactions/application-commands
 */
export const limits = {
  /** Components in a message, nested ones counted as well. */
  components: 40,
  /** Buttons in a row. */
  buttons: 5,
  /** Text on a button. */
  label: 80,
  /** `custom_id` of a button. */
  customId: 100,
  /** Address that a button opens. */
  url: 512,
  /**
   * All text of a message together. Discord refuses more than 4,000 characters of displayable text, as libraries
   * report; the rest is left in case that it counts otherwise than we do.
   */
  text: 3900,
  /** Ours: a title of more is no title. */
  title: 256,
  /** Choices offered while an option is typed. */
  choices: 25,
  /** Name of a choice, and its value. */
  choice: 100,
  /** Title of a modal. */
  modalTitle: 45,
  /** What stands above a field of a modal. */
  fieldLabel: 45,
  /**
   * Text of a modal. None is documented but that it is much as the content of a message, which takes 2,000; a question is
   * far shorter.
   */
  formText: 2000,
  /** Bytes of a file. Each interaction says how much it takes, lately 20 MiB and more; this is what Discord took before. */
  file: 10 * 1024 * 1024,
  /** Ours: an answer or a report is no essay; Discord would take 4,000. */
  typed: 500,
  /** Ours: the name of a person, which Discord keeps to 32. */
  name: 80,
  /** Description of a command or an option. */
  description: 100,
} as const;
