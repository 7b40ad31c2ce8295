import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A view whose code is loaded when it is first shown, to keep the panel's start short. */
export function lazyView<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null;
  return function LazyView(props: Props) {
    const [, redraw] = useState(false);
    const [problem, setProblem] = useState("");
    useEffect(() => {
      if (loaded) return;
      load().then(
        (view) => {
          loaded = view;
          redraw(true);
        },
        (error: Error) => setProblem(error.message),
      );
    }, []);
    if (problem) return <p class="note error">This view could not be loaded: {problem}</p>;
    const View = loaded;
    return View && <View {...props} />;
  };
}
