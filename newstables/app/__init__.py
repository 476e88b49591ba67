"""What the pages share: data, filters, evidence, links. The only package code that imports Streamlit."""
