// Scalar is told to ask nobody but this host.
Scalar.createApiReference('#reference', { url: new URL('openapi.json', location.href).href, withDefaultFonts: false, telemetry: false, proxyUrl: '', agent: { disabled: true }, mcp: { disabled: true } });
