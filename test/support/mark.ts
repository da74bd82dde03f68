/** Starts each line that the suite prints in the extension host, where VS Code itself says a lot. It cannot be seen. */
export const mark = '\u2063';
