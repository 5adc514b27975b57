import { checkNotes } from './check/notes.ts';
import type { Note, Problem } from './notes/note.ts';
import { parseNotes, type Source } from './notes/parse.ts';
import { Library, type LibraryData } from './search/library.ts';

interface Book {
  text: string;
  notes: Note[];
  problems: Problem[];
}

/** The notes as they are now. A file that is broken by an edit stays on the shelf as it was before. */
export class Shelf {
  #books = new Map<string, Book>();
  #library: Library | undefined;
  #problems: Problem[] = [];

  /** What is searched; a new one after each change. */
  get library(): Library {
    this.#library ??= Library.of([]);
    return this.#library;
  }

  /** What authors should mend, by file and line. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /**
   * Takes the files as they were read just now.
   *
   * @param unreadable problems with files that could not be read; those too stay as they were
   */
  update(sources: readonly Source[], unreadable: readonly Problem[] = []): void {
    const books = new Map<string, Book>();
    const problems = [...unreadable];
    for (const { file } of unreadable)
      for (const [path, book] of this.#books)
        if (path === file || path.startsWith(`${file}/`)) books.set(path, book);
    for (const source of sources) {
      const before = this.#books.get(source.path);
      const book = before?.text === source.text ? before : read(source);
      const isBroken = book.problems.some((problem) => problem.severity === 'error');
      if (isBroken && before !== undefined && before.notes.length > 0) {
        books.set(source.path, before);
        problems.push(
          ...book.problems.map((problem) => ({
            ...problem,
            message: `${problem.message} (the version before this edit stays in use)`,
          })),
        );
      } else {
        books.set(source.path, book);
        problems.push(...book.problems);
      }
    }
    const notes = [...books.values()].flatMap((book) => book.notes);
    this.#books = books;
    this.#library = Library.of(notes);
    this.#problems = [...problems, ...checkNotes(notes)].sort(
      (a, b) => a.file.localeCompare(b.file) || a.line - b.line,
    );
  }

  /** The shelf as data, from which {@link Shelf.load} makes it again without reading or indexing a note. */
  toJSON(): { library: LibraryData; problems: readonly Problem[] } {
    return { library: this.library.toJSON(), problems: this.#problems };
  }

  static load(saved: ReturnType<Shelf['toJSON']>): Shelf {
    const shelf = new Shelf();
    shelf.#library = Library.load(saved.library);
    shelf.#problems = [...saved.problems];
    for (const note of saved.library.notes) {
      const book = shelf.#books.get(note.file) ?? { text: '', notes: [], problems: [] };
      book.notes.push(note);
      shelf.#books.set(note.file, book);
    }
    return shelf;
  }
}

function read(source: Source): Book {
  const { notes, problems } = parseNotes(source);
  return { text: source.text, notes, problems };
}
