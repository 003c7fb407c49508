-- What the portal's pages and workers may in the database: read and write rows. Tables, triggers and functions
-- are the owner's, who migrates and restores; so what is closed can't be opened by taking a trigger off.
-- The owner runs this once, in the portal's database; it holds for the tables that are there and for those to come.
DO $$
BEGIN
    -- A temporary table goes before a real one of the same name, also where a trigger looks something up.
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kkr_portal_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO kkr_portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO kkr_portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO kkr_portal_app;
