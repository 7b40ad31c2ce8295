/** The connections of each file count from 1, whatever ran before it in the same process. */
import { countAnew } from "../builders.ts";

countAnew();
