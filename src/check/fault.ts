/** Something wrong in a piece of a note, such as a block of code, that does not know where in the file it stands. */
export interface Fault {
  /** From 1, within the piece. */
  line: number;
  /** Short name of the rule, for machines. */
  rule: string;
  /** What is wrong and what to write instead. */
  message: string;
}
