export { permissionModuleStagedoor as default } from './module';
