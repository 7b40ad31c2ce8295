export const NOTHING = 0;
export const SOMETHING = 1;
export const COULD_NOT_RUN = 2;
