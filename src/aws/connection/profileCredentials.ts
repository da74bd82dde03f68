import { AssumeRoleCommand, type Credentials, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { fromLoginCredentials, fromTokenFile } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { KeysSignIn } from '../../core/model/problem';
import type { MfaSignIn, SignInHost } from '../../core/model/signIn';
import { clientConfig, jsonClientConfig } from '../clients/clientConfig';
import { type Report, reportingLogger, reportRequests } from '../clients/requestReports';
import type { ServerClock } from '../clients/serverClock';
import type { ConnectionSettings } from '../clients/settings';
import { faultError } from '../failures/signInErrors';
import { CHAINED_ROLE_SECONDS, type CredentialSourceName, type Link, planProfile } from '../profiles/chain';
import { keysIn } from '../profiles/keys';
import { locationOf } from '../profiles/location';
import { loginFiles } from '../profiles/loginFiles';
import { optionFault } from '../profiles/optionFault';
import { loadSharedFiles, type SharedFiles } from '../profiles/sharedFiles';
import { containerCredentials } from '../signIn/containerCredentials';
import { credentialProcess } from '../signIn/credentialProcess';
import { instanceCredentials } from '../signIn/instanceMetadata';
import { askForCode, type MfaRequest, type MfaSessions } from '../signIn/mfaSessions';
import type { SsoCache } from '../signIn/ssoCache';
import { ssoCredentials } from '../signIn/ssoCredentials';
import { environmentKeys } from './environmentKeys';
import { webIdentityAssumer } from './webIdentity';

export interface ResolveContext {
  readonly settings: ConnectionSettings;
  readonly host: SignInHost | undefined;
  readonly mfa: MfaSessions;
  readonly sso: SsoCache;
  readonly clock: ServerClock;
  /** Aborted when nobody waits for the credentials any more. */
  readonly ended: AbortSignal;
  /** Called with all credentials on the way, which no log may contain. */
  readonly note: (identity: AwsCredentialIdentity) => void;
  /** Called with the keys of the shared files that are in use; undefined for those that were got with them, and all others. */
  readonly useKeys: (keys: KeysSignIn | undefined) => void;
  /** Called for each request that getting them takes. */
  readonly report: Report;
}

/** E.g. `arn:aws:iam::111122223333:u2f/user/on-call/key`: it signs in the browser only. */
const SECURITY_KEY = /^arn:[^:]*:iam::[^:]*:u2f\//;

type RoleLink = Link & { readonly how: Extract<Link['how'], { kind: 'role' }> };

/**
 * A profile's credentials, with the files as they are now. The SDK's own providers do each link; they lack one session for
 * all profiles with the same device, one-time codes without a role, and the endpoints of the *chosen* profile.
 */
export async function profileCredentials(name: string, context: ResolveContext): Promise<AwsCredentialIdentity> {
  const files = await loadSharedFiles();
  context.useKeys(undefined);
  return new Resolver(name, files, context).resolve(planProfile(name, files));
}

class Resolver {
  constructor(
    private readonly chosen: string,
    private readonly files: SharedFiles,
    private readonly context: ResolveContext,
  ) {}

  async resolve(link: Link): Promise<AwsCredentialIdentity> {
    if (link.how.kind === 'role') {
      const identity = this.#noted(await this.#role({ ...link, how: link.how }));
      this.context.useKeys(undefined);
      return identity;
    }
    const identity = this.#noted(await this.#leaf(link));
    const serial = link.values['mfa_serial'];
    // A session has its code behind it; only the keys of a user can begin one.
    return serial && identity.sessionToken === undefined
      ? this.#noted(await this.context.mfa.session(this.#mfaRequest(identity, serial, link)))
      : identity;
  }

  async #leaf({ profile, values, how }: Link): Promise<AwsCredentialIdentity> {
    switch (how.kind) {
      case 'keys':
        this.context.useKeys({
          ...locationOf(this.files, 'profile', profile, 'aws_access_key_id'),
          hideProcess: Boolean(values['credential_process']),
        });
        return keysIn(this.files, how.file, profile);
      case 'process':
        return credentialProcess({
          profile,
          command: values['credential_process'] ?? '',
          location: locationOf(this.files, 'profile', profile, 'credential_process'),
          signal: this.context.ended,
          host: this.context.host,
        });
      case 'webIdentity':
        return this.#webIdentity(profile, values);
      case 'sso':
        return ssoCredentials({ ...how, files: this.files }, this.context);
      case 'login':
        return fromLoginCredentials({
          ...loginFiles(profile, values['login_session'] ?? ''),
          clientConfig: {
            ...jsonClientConfig(this.context.settings, undefined),
            logger: reportingLogger(this.context.report),
          },
        })();
      case 'role':
        throw new Error('A role is no leaf.');
      default:
        return how satisfies never;
    }
  }

  async #webIdentity(profile: string, values: Link['values']): Promise<AwsCredentialIdentity> {
    const file = values['web_identity_token_file'] ?? '';
    try {
      return await fromTokenFile({
        webIdentityTokenFile: file,
        roleArn: values['role_arn'] ?? '',
        roleSessionName: values['role_session_name'] || sessionName(),
        roleAssumerWithWebIdentity: webIdentityAssumer(this.#stsConfig(), this.context.report),
      })();
    } catch (error) {
      if (error instanceof Error && 'path' in error && error.path === file) {
        const location = locationOf(this.files, 'profile', profile, 'web_identity_token_file');
        throw faultError({ kind: 'unreadableFile', name: file, chain: [profile], ...location });
      }
      throw error;
    }
  }

  async #role(link: RoleLink): Promise<AwsCredentialIdentity> {
    const { source, seconds = 0 } = link.how;
    // A session that was begun with a code can assume a role for an hour only: for more, the code goes with the role.
    const isLong = seconds > CHAINED_ROLE_SECONDS;
    const base = await this.#base(source, isLong);
    if (isLong && base.sessionToken !== undefined) {
      throw optionFault(this.files, link.chain, { kind: 'tooLong', name: 'duration_seconds' });
    }
    const sourceSerial = typeof source === 'string' ? undefined : source.values['mfa_serial'];
    const serial = link.values['mfa_serial'] || (isLong && sourceSerial);
    if (!serial || (!isLong && sourceSerial === serial)) {
      return this.#assume(link, base);
    }
    const request = this.#mfaRequest(base, serial, link);
    if (base.sessionToken === undefined && !isLong) {
      return this.context.mfa.use(request, session => this.#assume(link, this.#noted(session)));
    }
    // A session cannot begin another one either.
    return askForCode({
      ...request,
      begin: code => this.#assume(link, base, { SerialNumber: serial, TokenCode: code }),
    });
  }

  async #base(source: RoleLink['how']['source'], withoutCode: boolean): Promise<AwsCredentialIdentity> {
    if (typeof source === 'string') {
      return this.#noted(await this.#named(source));
    }
    return withoutCode ? this.#noted(await this.#leaf(source)) : this.resolve(source);
  }

  async #named(name: CredentialSourceName): Promise<AwsCredentialIdentity> {
    switch (name) {
      case 'Environment':
        return environmentKeys();
      case 'EcsContainer':
        return containerCredentials(this.context);
      case 'Ec2InstanceMetadata':
        return instanceCredentials(this.chosen, this.files, this.context.report);
      default:
        return name satisfies never;
    }
  }

  async #assume(link: RoleLink, credentials: AwsCredentialIdentity, code: object = {}): Promise<AwsCredentialIdentity> {
    const { role_arn: RoleArn, role_session_name: name, external_id: ExternalId } = link.values;
    const { seconds } = link.how;
    const command = new AssumeRoleCommand({
      RoleArn,
      RoleSessionName: name || sessionName(),
      ...(ExternalId && { ExternalId }),
      ...(seconds !== undefined && { DurationSeconds: seconds }),
      ...code,
    });
    return this.#withSts(credentials, async sts => identityOf((await sts.send(command)).Credentials));
  }

  #mfaRequest(credentials: AwsCredentialIdentity, serial: string, link: Link): MfaRequest {
    if (SECURITY_KEY.test(serial)) {
      const { mfa_serial: own, source_profile: source = '' } = link.values;
      throw optionFault(this.files, own ? link.chain : [...link.chain, source], {
        kind: 'noCodes',
        name: 'mfa_serial',
      });
    }
    const { host, ended: signal } = this.context;
    const role = link.values['role_arn'];
    const need: MfaSignIn = { kind: 'mfa', serial, profile: this.chosen, ...(role && { role }) };
    const begin = (TokenCode: string) =>
      this.#withSts(credentials, async sts => {
        const command = new GetSessionTokenCommand({ SerialNumber: serial, TokenCode });
        return this.#noted(identityOf((await sts.send(command)).Credentials));
      });
    return { need, accessKeyId: credentials.accessKeyId, host, signal, begin };
  }

  async #withSts<Result>(
    credentials: AwsCredentialIdentity,
    work: (sts: STSClient) => Promise<Result>,
  ): Promise<Result> {
    const sts = new STSClient({ ...this.#stsConfig(), credentials });
    this.context.clock.share(sts);
    reportRequests(sts.middlewareStack, this.context.report);
    try {
      return await work(sts);
    } finally {
      sts.destroy();
    }
  }

  #stsConfig() {
    const { settings } = this.context;
    return { ...clientConfig(settings, settings.stsEndpoint), region: settings.roleRegion };
  }

  #noted(identity: AwsCredentialIdentity): AwsCredentialIdentity {
    this.context.note(identity);
    return identity;
  }
}

/** As it stands in the account's trail: whoever reads that sees what was at work. */
function sessionName(): string {
  return `redshift-snapshots-${Date.now()}`;
}

function identityOf(credentials: Credentials | undefined): AwsCredentialIdentity {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw new Error('STS answered without credentials.');
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    ...(Expiration && { expiration: Expiration }),
  };
}
