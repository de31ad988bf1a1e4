import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const backend = process.env['SLIPWAY_URL'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: {
    // The Maven build names the directory whose content ends in the jar.
    outDir: process.env['DASHBOARD_OUT'] ?? 'target/classes/META-INF/resources',
    emptyOutDir: true,
    manifest: 'assets/manifest.json',
    // The licences of what is in the bundle go with it.
    license: { fileName: 'assets/licenses.md' },
    target: 'es2022',
    chunkSizeWarningLimit: 700,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': backend, '/health': backend },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    // Where Maven's own reports are, so that they are counted with them.
    reporters: ['dot', ['junit', { outputFile: 'target/surefire-reports/TEST-dashboard.xml' }]],
  },
});
