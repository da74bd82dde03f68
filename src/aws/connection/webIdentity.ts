import { getDefaultRoleAssumerWithWebIdentity, type STSClientConfig } from '@aws-sdk/client-sts';
import { type Report, reportRequests } from './requestReports';

/** The SDK's way to assume a role with a web identity token, each request reported. */
export function webIdentityAssumer(config: STSClientConfig, report: Report) {
  return getDefaultRoleAssumerWithWebIdentity(config, [{ applyToStack: stack => reportRequests(stack, report) }]);
}
