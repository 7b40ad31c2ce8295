import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";
import { CompareView } from "./CompareView.tsx";
import { Overview } from "./Overview.tsx";

type Props = { model: Model; actions: PanelActions };

/** What is told of all open sessions together. */
export const AcrossView = ({ model, actions }: Props) =>
  model.across.value === "compare" ? (
    <CompareView model={model} onCopy={actions.copy} onFail={actions.fail} />
  ) : (
    <Overview model={model} onShow={actions.showFile} />
  );
