import {
  AssumeRole$,
  type AssumeRoleRequest,
  type AssumeRoleResponse,
  AssumeRoleWithWebIdentity$,
  type AssumeRoleWithWebIdentityRequest,
  type AssumeRoleWithWebIdentityResponse,
  type Credentials,
  GetSessionToken$,
  type GetSessionTokenRequest,
  type GetSessionTokenResponse,
} from '@aws-sdk/client-sts';
import type { Identity } from '../model/identities';
import { ServiceError } from '../protocol/serviceError';
import { accountOf, nameOf, type Role } from '../signIn/roles';
import type { SessionCredentials, SignIn } from '../signIn/signIn';
import { action } from './action';

/** STS AssumeRole: what the role asks for must have been sent. Nobody without its trust is told whether it exists. */
export const assumeRole = action<AssumeRoleRequest, AssumeRoleResponse>({
  operation: AssumeRole$,
  run: (input, { caller, signIn }) => {
    const role = signIn.role(input.RoleArn ?? '');
    const withCode = signIn.checkCode(input.SerialNumber, input.TokenCode);
    const trusted =
      role !== undefined &&
      (role.trusts ?? [principalOf(caller)]).includes(principalOf(caller)) &&
      role.externalId === (role.externalId === undefined ? undefined : input.ExternalId) &&
      (role.needsMfa !== true || withCode || caller.withMfa === true);
    if (!trusted) {
      throw denied(caller, 'sts:AssumeRole', input.RoleArn ?? '');
    }
    return assumed(signIn, role, { ...input, chained: caller.sessionToken !== undefined });
  },
});

/** STS AssumeRoleWithWebIdentity, which is not signed: the token says who asks. */
export const assumeRoleWithWebIdentity = action<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse>({
  operation: AssumeRoleWithWebIdentity$,
  unsigned: true,
  run: (input, { signIn }) => {
    const role = signIn.role(input.RoleArn ?? '');
    if (role?.webIdentityToken === undefined) {
      throw new ServiceError('AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
    }
    if (role.webIdentityToken !== input.WebIdentityToken) {
      throw new ServiceError('InvalidIdentityToken', 400, 'The ID Token provided is not a valid JWT.');
    }
    return assumed(signIn, role, input);
  },
});

/** STS GetSessionToken: a session of the same user, with a one-time code where one was sent. */
export const getSessionToken = action<GetSessionTokenRequest, GetSessionTokenResponse>({
  operation: GetSessionToken$,
  run: ({ SerialNumber, TokenCode, DurationSeconds = 12 * 3600 }, { caller, signIn }) => {
    if (caller.sessionToken !== undefined) {
      throw new ServiceError('AccessDenied', 403, 'Cannot call GetSessionToken with session credentials');
    }
    const withMfa = signIn.checkCode(SerialNumber, TokenCode);
    const { account, arn, userId, deny } = caller;
    const who = { account, arn, ...(userId && { userId }), ...(deny && { deny }), withMfa };
    return { Credentials: credentialsOf(signIn.begin(who, DurationSeconds)) };
  },
});

interface Wish {
  readonly RoleSessionName?: string | undefined;
  readonly DurationSeconds?: number | undefined;
  readonly chained?: boolean;
}

function assumed(signIn: SignIn, role: Role, { RoleSessionName, DurationSeconds = 3600, chained = false }: Wish) {
  if (DurationSeconds > Math.max(role.maxSeconds ?? 3600, 3600) || DurationSeconds < 900) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  if (chained && DurationSeconds > 3600) {
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName ?? '')) {
    throw invalid(`1 validation error detected: Value '${RoleSessionName}' at 'roleSessionName' failed`);
  }
  const account = accountOf(role.arn);
  const Arn = `arn:aws:sts::${account}:assumed-role/${nameOf(role.arn)}/${RoleSessionName}`;
  const AssumedRoleId = `AROAEXAMPLE${nameOf(role.arn).toUpperCase()}:${RoleSessionName}`;
  const session = signIn.begin(
    { account, arn: Arn, userId: AssumedRoleId, roleArn: role.arn, ...(role.deny && { deny: role.deny }) },
    DurationSeconds,
  );
  return { Credentials: credentialsOf(session), AssumedRoleUser: { Arn, AssumedRoleId } };
}

function principalOf(caller: Identity): string {
  return caller.roleArn ?? caller.arn;
}

function credentialsOf(session: SessionCredentials): Credentials {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    SessionToken: session.sessionToken,
    Expiration: new Date(session.expiresAt),
  };
}

function denied(caller: Identity, permission: string, resource: string): ServiceError {
  const reason = `User: ${caller.arn} is not authorized to perform: ${permission} on resource: ${resource}`;
  return new ServiceError('AccessDenied', 403, reason);
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', 400, message);
}
