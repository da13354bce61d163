import { noChange } from 'lit';
import { directive, Directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

/** Pixels from the top left corner of the parent, and sizes; what is absent is left alone. */
export interface Placement {
  readonly top?: number;
  readonly left?: number;
  readonly width?: number;
  readonly height?: number;
}

class PlaceDirective extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('place() stands in the tag, not in an attribute.');
  }

  render(_placement: Placement): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [placement]: [Placement]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const [name, pixels] of Object.entries(placement)) style.setProperty(name, `${pixels}px`);
    return noChange;
  }
}

/** Places an element from script: a `style` attribute would be blocked by the page's Content-Security-Policy. */
export const place = directive(PlaceDirective);
