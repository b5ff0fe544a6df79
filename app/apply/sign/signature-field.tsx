"use client";

import { useEffect, useRef, useState } from "react";
import type SignaturePad from "signature_pad";

/**
 * A box to sign in with a finger. It exists only where JavaScript runs; the typed name below it
 * serves everybody else, and everybody who cannot draw.
 */
export function SignatureField(words: { label: string; hint: string; clear: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad>(undefined);
  const [ready, setReady] = useState(false);
  const [strokes, setStrokes] = useState("");

  useEffect(() => {
    setReady(true);
  }, []);

  useEffect(() => {
    const box = canvas.current;
    if (!ready || !box) return;
    let gone = false;
    import("signature_pad").then(({ default: Pad }) => {
      if (gone) return;
      sharpen(box);
      const ink = getComputedStyle(box).color;
      pad.current = new Pad(box, { penColor: ink });
      pad.current.addEventListener("endStroke", () => setStrokes(written(pad.current!)));
    });
    return () => {
      gone = true;
      pad.current?.off();
    };
  }, [ready]);

  if (!ready) return null;
  return (
    <div className="field">
      <p className="signature-label" id="strokes-label">
        {words.label}
      </p>
      <p className="hint">{words.hint}</p>
      <canvas ref={canvas} className="signature-pad" role="img" aria-labelledby="strokes-label" />
      <input type="hidden" name="strokes" value={strokes} />
      <button
        className="button button-quiet"
        type="button"
        onClick={() => {
          pad.current?.clear();
          setStrokes("");
        }}
      >
        {words.clear}
      </button>
    </div>
  );
}

/** As many pixels as the screen really has, so that the line is not blurred. */
function sharpen(box: HTMLCanvasElement) {
  const ratio = Math.max(window.devicePixelRatio, 1);
  box.width = box.offsetWidth * ratio;
  box.height = box.offsetHeight * ratio;
  box.getContext("2d")?.scale(ratio, ratio);
}

/** The strokes as lists of whole points: what domain/consent/signature.ts reads. */
function written(pad: SignaturePad): string {
  const whole = (value: number) => Math.max(0, Math.round(value));
  const lines = pad.toData().map(({ points }) => points.map(({ x, y }) => [whole(x), whole(y)]));
  return JSON.stringify(lines);
}
