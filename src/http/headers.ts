/**
 * What every response carries: nothing from elsewhere is loaded, nothing is framed, nothing is told to other sites.
 */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { isSecure } from './proxy.ts';

const self = ["'self'"];
const none = ["'none'"];

/** Sets them on every response, errors included; that browsers come by https alone from now on, where this one did. */
export function securityHeaders(): MiddlewareHandler {
  const [plain, overHttps] = [headers(false), headers('max-age=31536000; includeSubDomains')];
  return (c, next) => (isSecure(c) ? overHttps : plain)(c, next);
}

const headers = (strictTransportSecurity: string | false): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: none,
      styleSrc: self,
      scriptSrc: self,
      formAction: self,
      connectSrc: self,
      imgSrc: ["'self'", 'data:'],
      baseUri: none,
      frameAncestors: none,
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    strictTransportSecurity,
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  });
