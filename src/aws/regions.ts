import { partition } from '@aws-sdk/core/client';
import type { Region } from '../core/model/aws';

/**
 * The ids in the SDK's partition data, in its order. The SDK tells everything about a Region whose id is known, but does
 * not list them; a test compares this list with its data.
 */
const REGION_IDS = `
  af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
  ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
  ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2
  eu-west-3 il-central-1 me-central-1 me-south-1 me-west-1 mx-central-1 sa-east-1 sa-west-1 us-east-1 us-east-2
  us-west-1 us-west-2
  cn-north-1 cn-northwest-1
  eusc-de-east-1
  us-iso-east-1 us-iso-west-1
  us-isob-east-1 us-isob-west-1
  eu-isoe-west-1
  us-isof-east-1 us-isof-south-1
  us-gov-east-1 us-gov-west-1
`
  .trim()
  .split(/\s+/);

/** Every Region that the SDK knows, with the name that the SDK has for it. */
export function allRegions(): readonly Region[] {
  return REGION_IDS.map(id => {
    const { description, name } = partition(id) as ReturnType<typeof partition> & { readonly description?: string };
    return { id, name: description ?? id, partition: name };
  });
}
