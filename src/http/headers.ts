/**
 * What every response carries: nothing from elsewhere is loaded, nothing is framed, nothing is told to other sites.
 */
import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const self = ["'self'"];
const none = ["'none'"];

/** Sets them on every response, errors included. */
export const securityHeaders = (): MiddlewareHandler =>
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
    // Whether the address is served over https is for the proxy before it to promise.
    strictTransportSecurity: false,
    permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
  });
