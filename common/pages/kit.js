// What every page uses.
export * from './api.js';
export * from './capture.js';
export * from './codes.js';
export * from './dom.js';
export * from './entries.js';
export * from './feedback.js';
export * from './followed.js';
export * from './form.js';
export * from './kept.js';
export * from './list.js';
export * from './live.js';
export { currentPerson, currentStation } from './person.js';
export * from './queue.js';
export * from './photos.js';
export * from './say.js';
export * from './scan.js';
export * from './sheet.js';
export * from './shell.js';
export * from './show.js';
export * from './unsent.js';
export * from './upload.js';
export * from './wedge.js';

/** A second person approves in place: action, merchant_id, subject, what (a sentence). The token to send along; undefined when nobody did. */
export const approve = async (about) => (await import('./approve.js')).approve(about);
