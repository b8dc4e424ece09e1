// Stand-ins for what a browser cannot record or pick.

export const sampleVoice = () => new File([new Uint8Array(4096)], 'voice.ogg', { type: 'audio/ogg' });

export async function sampleSticker() {
  const canvas = new OffscreenCanvas(256, 256);
  const pen = canvas.getContext('2d');
  Object.assign(pen, { font: '190px sans-serif', textAlign: 'center', textBaseline: 'middle' });
  pen.fillText('🙂', 128, 140);
  const type = 'image/webp';
  return new File([await canvas.convertToBlob({ type })], 'sticker.webp', { type });
}
