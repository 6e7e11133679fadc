// Reads codes in pictures of a camera, away from the page: a worker, because no page may compile WebAssembly. It answers each picture with the text it holds, or with why it cannot read.
try {
        importScripts('/accounts/zxing.js');      /* empty when it was built without */
} catch { /* told below */ }

const formats = ['AllRetail', 'Code128', 'Code39', 'ITF', 'QRCode', 'DataMatrix'];

globalThis.ZXingWASM?.prepareZXingModule({ overrides: { locateFile: (name) => `/accounts/${name}` } });

addEventListener('message', async ({ data: picture }) => {
        try {
                if (!globalThis.ZXingWASM) throw new Error('no reader');
                const [found] = await globalThis.ZXingWASM.readBarcodes(picture, { formats, maxNumberOfSymbols: 1, textMode: 'Plain' });
                postMessage({ text: found?.text });
        } catch {
                postMessage({ failed: true });
        }
});
