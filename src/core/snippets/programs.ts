import { withoutAnswer } from '../model/gateway';
import type { JsonValue } from '../model/json';
import type { Target } from '../model/target';
import { type ApiCall, inLowerCase } from './apiCall';
import { hexDigits, literal } from './literal';

/** The member of the answer that is printed; undefined where there is no answer. */
function answerOf({ operation }: ApiCall): string | undefined {
  if (withoutAnswer.has(operation)) {
    return undefined;
  }
  return operation === 'DescribeClusterSnapshots' ? 'Snapshots' : 'Snapshot';
}

/** A Python program that makes the call with boto3 and prints the answer as JSON. */
export function boto3Program(call: ApiCall): string {
  const { operation, parameters, target } = call;
  const session = [
    ...profileOf(target).map(name => `profile_name=${python(name)}`),
    `region_name=${python(target.region)}`,
  ].join(', ');
  const client = ['"redshift"', ...endpointOf(target).map(url => `endpoint_url=${python(url)}`)].join(', ');
  const answer = answerOf(call);
  return [
    ...(answer === undefined ? [] : ['import json', '']),
    'import boto3',
    '',
    `session = boto3.Session(${session})`,
    `redshift = session.client(${client})`,
    `${answer === undefined ? '' : 'response = '}redshift.${inLowerCase(operation, '_')}(`,
    ...Object.entries(parameters).map(([name, value]) => `    ${name}=${python(value)},`),
    ')',
    ...(answer === undefined ? [] : [`print(json.dumps(response["${answer}"], indent=2, default=str))`]),
    '',
  ].join('\n');
}

/** An ES module that makes the call with the AWS SDK for JavaScript, version 3, and prints the answer as JSON. */
export function javaScriptProgram(call: ApiCall): string {
  const { operation, parameters, target } = call;
  const settings = [
    ...profileOf(target).map(name => `profile: ${javaScript(name)}`),
    `region: ${javaScript(target.region)}`,
    ...endpointOf(target).map(url => `endpoint: ${javaScript(url)}`),
  ].join(', ');
  const answer = answerOf(call);
  return [
    `import { ${operation}Command, RedshiftClient } from "@aws-sdk/client-redshift";`,
    '',
    `const redshift = new RedshiftClient({ ${settings} });`,
    `${answer === undefined ? '' : 'const response = '}await redshift.send(`,
    `  new ${operation}Command({`,
    ...Object.entries(parameters).map(([name, value]) => `    ${name}: ${javaScript(value)},`),
    '  }),',
    ');',
    ...(answer === undefined ? [] : [`console.log(JSON.stringify(response.${answer}, null, 2));`]),
    '',
  ].join('\n');
}

function profileOf({ source }: Target): readonly string[] {
  return source.kind === 'profile' ? [source.name] : [];
}

function endpointOf({ endpoint }: Target): readonly string[] {
  return endpoint === undefined ? [] : [endpoint];
}

function python(value: JsonValue): string {
  return literal(value, code => (code > 0xffff ? `\\U${hexDigits(code, 8)}` : `\\u${hexDigits(code, 4)}`));
}

function javaScript(value: JsonValue): string {
  const escaped = (code: number): string => (code > 0xffff ? `\\u{${hexDigits(code, 1)}}` : `\\u${hexDigits(code, 4)}`);
  return literal(value, escaped, name => name);
}
