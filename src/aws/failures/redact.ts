/** What an error text may carry by accident. Each pattern keeps enough to say what was there. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // The service prints the request that it would have signed, session token and all, to explain a wrong signature.
  [/(?:\n\s*)*The Canonical String for this request should have been[\s\S]*$/, ''],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{8,}\b/g, '[access key id]'],
  [/\b(Credential|Signature)=[^\s,;&'"<>]+/g, '$1=[redacted]'],
  [/\b(authorization|x-amz-security-token)(["']?\s*[:=]\s*["']?)(?!\[)[^\r\n'"<>]+/gi, '$1$2[redacted]'],
  [
    /\b((?:aws_?)?(?:secret_?access_?key|secret_?key|session_?token|security_?token|access_?token|refresh_?token|token|client_?secret|password))(["']?\s*[:=]\s*["']?)[^\s,;&'"<>]+/gi,
    '$1$2[redacted]',
  ],
  [/[A-Za-z0-9+/_-]{100,}={0,2}/g, '[redacted]'],
];

/** The SDK's advice to its own users: the field that it names does not exist any more when the text is shown. */
const SDK_HINT =
  /\s*Deserialization error: to see the raw response, inspect the hidden field \{error\}\.\$response on this object\./;

/** A command line may carry a password; what the command printed is what helps. */
const COMMAND_LINE = /^Command failed: [^\n]*\n?/;

/**
 * An error's text as it may be shown and logged: without credentials, whether they look like some or are among the
 * `secrets` in use.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let shown = text.replace(SDK_HINT, '').replace(COMMAND_LINE, 'The command of credential_process failed. ');
  for (const secret of secrets.filter(({ length }) => length >= 8)) {
    shown = shown.replaceAll(secret, '[redacted]').replaceAll(encodeURIComponent(secret), '[redacted]');
  }
  for (const [pattern, replacement] of PATTERNS) {
    shown = shown.replace(pattern, replacement);
  }
  return shown.trim();
}
