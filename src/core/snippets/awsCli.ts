import type { JsonValue } from '../model/json';
import { type ApiCall, inLowerCase } from './apiCall';
import type { Shell } from './shell';

/** `aws redshift copy-cluster-snapshot …` for a shell, an option in each line. Holds no secret. */
export function awsCliCommand(call: ApiCall, shell: Shell): string {
  const { target } = call;
  const options = [
    ...parameterOptions(call),
    ...(target.source.kind === 'profile' ? [['--profile', target.source.name] as const] : []),
    ['--region', target.region] as const,
    ...(target.endpoint === undefined ? [] : [['--endpoint-url', target.endpoint] as const]),
  ];
  const lines = [
    `aws redshift ${inLowerCase(call.operation, '-')}`,
    ...options.map(([name, value]) => `  ${optionText(name, value, shell)}`),
  ];
  return `${lines.join(`${shell.lineEnd}\n`)}\n`;
}

function parameterOptions({ parameters }: ApiCall): readonly (readonly [string, string])[] {
  const texts = Object.entries(parameters).map(([name, value]) => [name, optionValue(value)] as const);
  // The AWS CLI would put a file's or a page's content in the place of such a value; within JSON it does not.
  return texts.some(([, text]) => /^(file|fileb|https?):\/\//i.test(text))
    ? [['--cli-input-json', JSON.stringify(parameters)]]
    : texts.map(([name, text]) => [`--${inLowerCase(name, '-')}`, text]);
}

/** The AWS CLI takes lists as JSON. */
function optionValue(value: JsonValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value that begins with a hyphen and is no number would be taken for an option of its own. */
function optionText(name: string, value: string, { quote }: Shell): string {
  return value === '' || /^-(?!\d+$)/.test(value) ? quote(`${name}=${value}`) : `${name} ${quote(value)}`;
}
