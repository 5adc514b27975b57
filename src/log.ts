/** Where the bot writes what an operator should know. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
  /** Where there is one: what people wrote. It goes nowhere else. */
  debug?(data: object, message: string): void;
}
