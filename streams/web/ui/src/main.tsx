import { render } from "preact";

import { App } from "./frame/App";
import { applyTheme } from "./frame/theme";
import { connect } from "./state/live";
import { followHistory } from "./state/place";
import "./styles/index.css";

applyTheme();
followHistory();
connect();
const root = document.getElementById("app");
if (root) render(<App />, root);
