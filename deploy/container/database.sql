-- The user and the database of the backends in compose.yaml, for psql. PostgreSQL's image runs it once, as the superuser.
-- The user owns that database, and is no superuser.
\getenv password POSTGRES_PASSWORD
CREATE ROLE checkout LOGIN PASSWORD :'password';
CREATE DATABASE checkout OWNER checkout ENCODING 'UTF8' TEMPLATE template0;
-- Without a password, nobody logs in as the superuser over the network.
ALTER ROLE CURRENT_USER PASSWORD NULL;
