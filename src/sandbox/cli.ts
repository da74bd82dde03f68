import { type CommandLine, help, readCommandLine } from './cliOptions';
import { type RunningSandbox, startSandbox } from './sandbox';

/** `npm run sandbox`: the sandbox alone, for the AWS CLI, boto3 or the extension. Ctrl+C ends it. */
async function main(commandLine: CommandLine): Promise<void> {
  switch (commandLine.kind) {
    case 'help':
      process.stdout.write(help);
      return;
    case 'wrong':
      fail(`${commandLine.reason}\nTry --help.`);
      return;
    case 'start':
      await run(commandLine);
      return;
    default:
      commandLine satisfies never;
  }
}

async function run({ options, verbose }: Extract<CommandLine, { kind: 'start' }>): Promise<void> {
  const sandbox = await startSandbox(options);
  process.stdout.write(invitation(sandbox));
  if (verbose) {
    sandbox.onRequest(({ action, parameters }) => {
      process.stdout.write(`${action} ${JSON.stringify(parameters)}\n`);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void sandbox.close().finally(() => process.exit(0)); // Nothing is left to wait for.
    });
  }
}

function invitation(sandbox: RunningSandbox): string {
  const variables = {
    AWS_ENDPOINT_URL: sandbox.endpoint,
    AWS_REGION: sandbox.region,
    AWS_DEFAULT_REGION: sandbox.region,
    AWS_ACCESS_KEY_ID: sandbox.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: sandbox.credentials.secretAccessKey,
  };
  const lines = (write: (name: string, value: string) => string) =>
    Object.entries(variables)
      .map(([name, value]) => write(name, value))
      .join('\n');
  return `The sandbox answers Redshift and STS at ${sandbox.endpoint}. Ctrl+C ends it.

bash, zsh:

${lines((name, value) => `export ${name}=${value}`)}
unset AWS_PROFILE AWS_SESSION_TOKEN

PowerShell:

${lines((name, value) => `$env:${name} = '${value}'`)}
Remove-Item -ErrorAction Ignore Env:AWS_PROFILE, Env:AWS_SESSION_TOKEN

Then, for example: aws redshift describe-clusters
`;
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

main(readCommandLine(process.argv.slice(2))).catch(error => {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  fail(taken ? 'The port is taken. Choose another with --port.' : String(error));
});
