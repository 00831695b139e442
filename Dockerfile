# syntax=docker/dockerfile:1
# The pipeline as 'speech serve' runs it, with its storage in /data: docs/self-hosting.md.

FROM node:22-bookworm-slim AS programs
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
COPY . .
COPY --from=programs /src/node_modules node_modules
# The npm packages are there already.
RUN dotnet publish src/SpeechPipeline.Cli -c Release -o /app -p:NpmFolder=

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Azurite runs in Node.
COPY --from=programs /usr/local/bin/node /usr/local/bin/node
COPY --from=programs /src/node_modules /app/node_modules
COPY --from=build /app /app
RUN mkdir /data /drop && chown "$APP_UID" /data /drop
USER $APP_UID
# The home of a user without rights may not be writable; what is compiled once is kept here.
ENV HOME=/data DOTNET_EnableDiagnostics=0 TZ=UTC
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:8080/api/health').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["dotnet", "/app/speech.dll"]
CMD ["serve", "--data", "/data/speech", "--host", "0.0.0.0", "--port", "8080"]
