// What the middleware leaves for the routes.
import type { Principal } from "../ports.ts";

export interface AppEnv { Variables: { requestId: string; principal: Principal } }
