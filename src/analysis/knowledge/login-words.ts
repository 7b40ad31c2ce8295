/** What a page calls the message by which it logs in; Mattermost's is the longest. */
const LOGIN =
  /^(?:auth|authenticate|authentication[ _-]challenge|authori[sz]e|log[ _-]?[io]n|sign[ _-]?in|session\.logon)$/i;

/** By the message's kind. */
export const isLoginKind = (kind: string): boolean => LOGIN.test(kind);
