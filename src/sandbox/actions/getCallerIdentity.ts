import { GetCallerIdentity$, type GetCallerIdentityRequest, type GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { action } from './action';

/** STS GetCallerIdentity. Needs no permission, so that no policy can refuse it. */
export const getCallerIdentity = action<GetCallerIdentityRequest, GetCallerIdentityResponse>({
  operation: GetCallerIdentity$,
  run: (_input, { caller }) => ({
    UserId: caller.userId ?? caller.accessKeyId,
    Account: caller.account,
    Arn: caller.arn,
  }),
});
