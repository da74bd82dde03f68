import type { JsonObject } from '../model/json';
import { maxRetentionDays } from '../model/retention';
import type { Operation, Parameter } from '../operations/operation';

/**
 * The JSON schema with which VS Code's JSON service completes and explains the parameters of an operation, of one call or a
 * list of them. It holds no rules: the service would call what blocks a warning, so `readRequest` marks it.
 */
export function requestSchema(operation: Operation): JsonObject {
  const { name, documentation, parameters } = operation;
  const properties = Object.fromEntries(parameters.map(parameter => [parameter.name, parameterSchema(parameter)]));
  const body = Object.fromEntries(parameters.map(({ name: member, example }) => [member, example]));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Request for ${name}`,
    markdownDescription: `${documentation}\n\nThe parameters of ${name}, as \`--cli-input-json\` of the AWS CLI takes them, or a list of such objects.`,
    allowComments: true,
    allowTrailingCommas: true,
    properties,
    items: { properties, defaultSnippets: [{ label: name, body }] },
    defaultSnippets: [{ label: name, description: documentation, body }],
  };
}

function parameterSchema({ kind, required, documentation, example, default: fallback }: Parameter): JsonObject {
  const markdownDescription = `${required ? '**Required.** ' : ''}${documentation}`;
  if (kind === 'days') {
    return { markdownDescription, ...(fallback !== undefined && { default: fallback }), defaultSnippets: periods };
  }
  return kind === 'tags'
    ? { markdownDescription, examples: [example], items: { properties: { Key: {}, Value: {} } } }
    : { markdownDescription, examples: [example] };
}

const periods: readonly JsonObject[] = (
  [
    [-1, 'Until somebody deletes it'],
    [7, '7 days, as Redshift counts them'],
    [30, '30 days, as Redshift counts them'],
    [365, '365 days, as Redshift counts them'],
    [maxRetentionDays, 'Ten years, the longest'],
  ] as const
).map(([body, description]) => ({ label: String(body), description, body }));
