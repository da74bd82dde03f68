/** Characters of an error text that are looked at. What is longer is no message. */
const LONGEST = 10_000;

/** What an error text may carry by accident. Each pattern keeps enough to say what was there, and is read in linear time. */
const PATTERNS: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  [/\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/g, '[access key id]'],
  [/\b(Credential|Signature)=[^\s,;&'"<>]+/g, '$1=[redacted]'],
  [/\b(authorization|x-amz-security-token)(["']?\s*[:=]\s*["']?)(?!\[)[^\r\n'"<>]+/gi, '$1$2[redacted]'],
  [
    /\b((?:aws_?)?(?:secret_?access_?key|secret_?key|session_?token|security_?token|access_?token|refresh_?token|token|client_?secret|password))(["']?\s*[:=]\s*["']?)[^\s,;&'"<>]+/gi,
    '$1$2[redacted]',
  ],
  // A JSON Web Token, whose parts may be short.
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[redacted]'],
  [/[A-Za-z0-9+/_-]{100,}={0,2}/g, found => (isWords(found) ? found : '[redacted]')],
];

/** The service prints the request that it would have signed, session token and all, to explain a wrong signature. */
const CANONICAL_STRING = 'The Canonical String for this request should have been';

/** The SDK's advice to its own users: the field that it names does not exist any more when the text is shown. */
const SDK_HINT =
  'Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.';

/** A command line may carry a password; what the command printed is what helps. */
const COMMAND_LINE = /^Command failed: [^\n]*\n?/;

/**
 * An error's text as it may be shown and logged: without credentials, whether they look like some or are among the
 * `secrets` in use, and not longer than anyone reads.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let shown = text;
  for (const secret of secrets.filter(({ length }) => length >= 8)) {
    shown = shown.replaceAll(secret, '[redacted]').replaceAll(encodeURIComponent(secret), '[redacted]');
  }
  shown = shortened(shown)
    .replace(SDK_HINT, '')
    .replace(COMMAND_LINE, 'The command of credential_process failed. ')
    .split(CANONICAL_STRING, 1)
    .join();
  for (const [pattern, replacement] of PATTERNS) {
    shown = typeof replacement === 'string' ? shown.replace(pattern, replacement) : shown.replace(pattern, replacement);
  }
  return shown.trim();
}

/** Without the rest of what was cut through: half a secret looks like none. */
function shortened(text: string): string {
  if (text.length <= LONGEST) {
    return text;
  }
  let end = LONGEST;
  while (end > 0 && /\S/.test(text.charAt(end - 1))) {
    end--;
  }
  return `${text.slice(0, end)}…`;
}

/**
 * Whether each part is of one case, or letters and then digits, as in an identifier or a path. A random text is not, nor
 * are 100 hexadecimal or base 32 digits in a row.
 */
function isWords(text: string): boolean {
  return text.split(/[-/_+=]/).every(part => /^(?:[a-z\d]{0,99}|[A-Z\d]{0,99}|[A-Za-z]*\d*)$/.test(part));
}
