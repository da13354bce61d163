/** Ids in package.json. */
export const INSPECTOR_VIEW = 'onnxWorkbench.inspector';
export const INSPECTOR_EDITOR = 'onnxWorkbench.inspector';
/** For files that hold models but are something else more often. */
export const INSPECTOR_OPTION = 'onnxWorkbench.inspectorOption';
