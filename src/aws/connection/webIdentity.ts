import { getDefaultRoleAssumerWithWebIdentity, type STSClientConfig } from '@aws-sdk/client-sts';
import { type Report, reportRequests } from '../clients/requestReports';

/** The SDK's way to assume a role with a web identity token, each request reported. */
export function webIdentityAssumer(config: STSClientConfig, report: Report): RoleAssumer {
  const assume = getDefaultRoleAssumerWithWebIdentity(config, [
    { applyToStack: stack => reportRequests(stack, report) },
  ]);
  // The file may end with a line break, which is no part of the token.
  return request => assume({ ...request, WebIdentityToken: request.WebIdentityToken?.trimEnd() });
}

type RoleAssumer = ReturnType<typeof getDefaultRoleAssumerWithWebIdentity>;
