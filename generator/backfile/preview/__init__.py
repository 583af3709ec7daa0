"""The preview: builds an archive, serves the site to its own machine only, and reloads the browser after each save."""
