import { join } from 'node:path';
import { getHomeDir } from '@smithy/shared-ini-file-loader';

/** `~` and `$NAME` in a path, expanded as by the AWS CLI. */
export function expandPath(path: string): string {
  const expanded = path.replace(
    /\$(?:(\w+)|\{([^{}]*)\})/g,
    (match, name: string | undefined, braced: string | undefined) => {
      const variable = name ?? braced ?? '';
      return Object.hasOwn(process.env, variable) ? (process.env[variable] ?? match) : match;
    },
  );
  return expanded === '~' || /^~[/\\]/.test(expanded) ? join(getHomeDir(), expanded.slice(1)) : expanded;
}
