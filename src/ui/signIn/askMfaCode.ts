import { l10n } from 'vscode';
import type { MfaQuestion } from '../../core/model/signIn';
import { askText } from '../input/prompt';

/** Asks for the code that a device shows; undefined on Esc. */
export async function askMfaCode(question: MfaQuestion, signal: AbortSignal): Promise<string | undefined> {
  const { serial, role, profile, refusal } = question;
  const answer = await askText({
    title: l10n.t('One-Time Code · {0}', profile),
    prompt: role === undefined ? l10n.t('Code of {0}', serial) : l10n.t('Code of {0}, for {1}', serial, role),
    placeholder: l10n.t('Six digits'),
    value: '',
    password: true,
    step: 1,
    steps: 1,
    canGoBack: false,
    signal,
    check: (text, final) => {
      if (text === '' && !final) {
        return refusal === undefined ? undefined : { severity: 'error', message: wrongText(refusal) };
      }
      const isCode = /^\s*\d{6}\s*$/.test(text);
      return isCode || !final ? undefined : { severity: 'error', message: l10n.t('A code has six digits.') };
    },
  });
  return typeof answer === 'object' ? answer.value : undefined;
}

function wrongText(refusal: string): string {
  return l10n.t('That code was not accepted; wait for the next one. {0}', refusal);
}
