// What every page uses.
export * from './api.js';
export * from './dom.js';
export * from './form.js';
export * from './list.js';
export * from './say.js';
export * from './scan.js';
export * from './sheet.js';
export * from './shell.js';
export * from './show.js';
export * from './upload.js';
